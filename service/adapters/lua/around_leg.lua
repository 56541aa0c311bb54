-- Around a leg: everything that one phone we dial belongs to, in one round trip. Reads only.
--
-- KEYS[1] leg:{id}
-- Returns {seconds, microseconds, leg, what it serves ("call:SID", "callback:ID" or ""), that
--          record, specialist, other leg's id, other leg, person's id, person}
-- All other keys follow from the leg, so they are not among KEYS: no Redis Cluster.

local time = redis.call('TIME')
local leg = redis.call('HGETALL', KEYS[1])
local function of(key, field) return redis.call('HGET', key, field) or '' end

local serves, specialist = of(KEYS[1], 'serves'), of(KEYS[1], 'specialist')
local attempt, purpose = of(KEYS[1], 'attempt'), of(KEYS[1], 'purpose')
local served, holder, other_id, other = {}, {}, '', {}
local person_id, person = '', {}
if serves ~= '' then
  served = redis.call('HGETALL', serves)
  person_id = of(serves, 'person')
end
if specialist ~= '' then holder = redis.call('HGETALL', 'specialist:' .. specialist) end
if attempt ~= '' then
  other_id = attempt .. (purpose == 'specialist' and '-p' or '-s')
  other = redis.call('HGETALL', 'leg:' .. other_id)
end
if person_id ~= '' then person = redis.call('HGETALL', 'person:' .. person_id) end
return { time[1], time[2], leg, serves, served, holder, other_id, other, person_id, person }
