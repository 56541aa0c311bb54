-- Around a leg: everything that one phone we dial belongs to, in one round trip. Reads only.
--
-- KEYS[1] leg:{id}
-- Returns {seconds, microseconds, leg, what it serves ("call:SID", "callback:ID" or ""), that
--          record, specialist, other leg's id, other leg, person's id, person,
--          ids of the legs rung for it or for the other leg, those legs}
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
other_id = of(KEYS[1], 'beside')
if other_id == '' and attempt ~= '' then
  other_id = attempt .. (purpose == 'specialist' and '-p' or '-s')
end
if other_id ~= '' then other = redis.call('HGETALL', 'leg:' .. other_id) end
if person_id ~= '' then person = redis.call('HGETALL', 'person:' .. person_id) end
local listed = of(KEYS[1], 'helpers')
if listed == '' and other_id ~= '' then listed = of('leg:' .. other_id, 'helpers') end
local helper_ids, helpers = {}, {}
if listed ~= '' then helper_ids = cjson.decode(listed) end
for i, id in ipairs(helper_ids) do helpers[i] = redis.call('HGETALL', 'leg:' .. id) end
return { time[1], time[2], leg, serves, served, holder, other_id, other, person_id, person,
         helper_ids, helpers }
