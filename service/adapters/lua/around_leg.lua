-- Around a leg: everything that one phone we dial belongs to, in one round trip. Reads only.
--
-- KEYS[1] leg:{id}
-- Returns {seconds, microseconds, leg, what it serves ("call:SID", "callback:ID" or ""), that
--          record, specialist, other leg's id, other leg, person's id, person,
--          ids of the legs rung for it or for the other leg, those legs, id and leg of the
--          person the other leg talks with, ids of the specialists, these,
--          a call in which whoever is to be rung is with us, id of the leg that has their phone}
-- The specialists are read only for a phone that is out of its room: whom it may ask for help.
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
local theirs_id, theirs = '', {}
if other_id ~= '' then
  theirs_id = of('leg:' .. other_id, 'beside')
  local others_attempt = of('leg:' .. other_id, 'attempt')
  if theirs_id == '' and others_attempt ~= '' then theirs_id = others_attempt .. '-p' end
  if theirs_id ~= '' then theirs = redis.call('HGETALL', 'leg:' .. theirs_id) end
end
local team_ids, team = {}, {}
if purpose == 'specialist' and of(KEYS[1], 'out_at') ~= '' then
  team_ids = redis.call('SMEMBERS', 'specialists')
  for i, id in ipairs(team_ids) do team[i] = redis.call('HGETALL', 'specialist:' .. id) end
end
local callee, on_line, rung_by = of(KEYS[1], 'callee'), '', ''
if callee ~= '' then
  on_line = redis.call('SRANDMEMBER', 'on-line:' .. callee) or ''
  rung_by = redis.call('GET', 'ringing:' .. callee) or ''
end
return { time[1], time[2], leg, serves, served, holder, other_id, other, person_id, person,
         helper_ids, helpers, theirs_id, theirs, team_ids, team, on_line, rung_by }
