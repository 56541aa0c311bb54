-- Around: what is known around one person, in one round trip. Reads only.
--
-- KEYS[1] person:{person}   KEYS[2] conversation:{person}   KEYS[3] open:{person}
-- KEYS[4] seen:{request}    KEYS[5] call:{sid}              KEYS[6] duty
-- KEYS[7] waiting           KEYS[8] line                   KEYS[9] closing:now
-- KEYS[10] strangers       KEYS[11] on-line:{person}      KEYS[12] duty:phones
-- ARGV[1] the CallSid, or ""      ARGV[2] from which score on a callback stands behind the others
-- ARGV[3] the seconds within which strangers count    ARGV[4] the seconds of a wrap-up
-- Returns {seconds, microseconds, person, conversation, callback id, callback, reply, call,
--          duty, number ready and not behind, place in line (0: not in line), closing, and of a number keyed in
--          on a withheld line: its person's id, person, callback id, callback; id and leg of the
--          phone that took the call, ids of the legs rung for it, those legs, number of strangers,
--          id and record of the alert the call raised, or without a call the last of their texts,
--          a call in which the person is with us, from what each phone a notice of a crisis goes
--          to has opted out ("" from nothing), how many on shift have a phone that can ring (read
--          only for a call)};
--          a missing reply is "" with flag 0.
-- Some keys follow from what others hold, so they are not among KEYS: no Redis Cluster.

local time = redis.call('TIME')
local function open_callback(key)
  local id = redis.call('GET', key) or ''
  if id == '' then return '', {} end
  return id, redis.call('HGETALL', 'callback:' .. id)
end
local callback_id, callback = open_callback(KEYS[3])
local reply = redis.call('GET', KEYS[4])
local call, place = {}, 0
local given_id, given, given_callback_id, given_callback = '', {}, '', {}
local phone_id, phone, helper_ids, helpers = '', {}, {}, {}
local alert_id, alert, can_ring = '', {}, 0
if ARGV[1] ~= '' then
  call = redis.call('HGETALL', KEYS[5])
  local rank = redis.call('ZRANK', KEYS[8], ARGV[1])
  if rank then place = rank + 1 end
  given_id = redis.call('HGET', KEYS[5], 'given_person') or ''
  if given_id ~= '' then
    given = redis.call('HGETALL', 'person:' .. given_id)
    given_callback_id, given_callback = open_callback('open:' .. given_id)
  end
  for _, id in ipairs(redis.call('HKEYS', KEYS[6])) do
    local who = redis.call('HMGET', 'specialist:' .. id, 'phone', 'phone_dead', 'on_break', 'rest_until')
    local rests = who[3] or tonumber(who[4] or 0) > time[1] + ARGV[4]
    if who[1] and not who[2] and not rests then can_ring = can_ring + 1 end
  end
  alert_id = redis.call('HGET', KEYS[5], 'alert') or ''
  phone_id = redis.call('HGET', KEYS[5], 'leg') or ''
  if phone_id ~= '' then
    phone = redis.call('HGETALL', 'leg:' .. phone_id)
    local listed = redis.call('HGET', 'leg:' .. phone_id, 'helpers') or ''
    if listed ~= '' then helper_ids = cjson.decode(listed) end
    for i, id in ipairs(helper_ids) do helpers[i] = redis.call('HGETALL', 'leg:' .. id) end
  end
else
  alert_id = redis.call('HGET', KEYS[2], 'alert') or ''
end
if alert_id ~= '' then alert = redis.call('HGETALL', 'alert:' .. alert_id) end
local opted_out = redis.call('HVALS', KEYS[12])
for i, id in ipairs(opted_out) do
  opted_out[i] = redis.call('HGET', 'person:' .. id, 'opted_out') or ''
end
return {
  time[1], time[2],
  redis.call('HGETALL', KEYS[1]), redis.call('HGETALL', KEYS[2]),
  callback_id, callback,
  reply or '', reply and 1 or 0,
  call, redis.call('HGETALL', KEYS[6]),
  redis.call('ZCOUNT', KEYS[7], '-inf', '(' .. ARGV[2]), place,
  redis.call('HGETALL', KEYS[9]),
  given_id, given, given_callback_id, given_callback,
  phone_id, phone, helper_ids, helpers,
  redis.call('ZCOUNT', KEYS[10], time[1] - ARGV[3], '+inf'),
  alert_id, alert,
  redis.call('SRANDMEMBER', KEYS[11]) or '',
  opted_out,
  can_ring,
}
