#!lua
-- Commit: compare versions and make all writes of one decision, or none.
--
-- KEYS   every key the writes touch; ops name them by index (from 1)
-- ARGV[1]  JSON list of checks: {"v", key, version}  the hash's version ("0": must not exist)
--                               {"e", key, value}    the string's value ("": must not exist)
--                               {"o", key, value}    the string's value, where it has one
-- ARGV[2]  JSON list of writes: {"h", key, ttl_ms, field, value, …}  replace a hash (0: no TTL)
--                               {"s", key, value, ttl_ms}   {"d", key}
--                               {"u", key, value}           delete a string that has this value
--                               {"z", key, score, member}   {"q", key, member}  (zset add, remove)
--                               {"a", key, member}          {"b", key, member}  (set add, remove)
--                               {"f", key, field, value}    {"g", key, field}   (hash field set, delete)
--                               {"c", day, ttl_ms, line, record, field, value, totals, name, n, …}
--                                  count a line and raise totals, unless the record (0: none) has
--                                  this value in this field already; comes before the record's "h"
--                               {"p", month's key, a random one, ends_ms, person, ttl_ms, names,
--                                  part, key, …}  count a person of this month (HyperLogLogs)
--                               {"r", key, value}  (list push)   {"x", key, field, value, …}  (stream)
-- ARGV[3]  index of the key that holds the stored reply to this request, or "0"
-- ARGV[4]  the reply to store there      ARGV[5]  its TTL in ms
-- Returns  {0, reply} done · {1, reply} done before, nothing written · {2, key} lost race
--
-- All checks come before the first write: Lua does not roll back. The first line makes the server
-- look before the script begins whether there is room for it, and refuse all of it if there is none;
-- without that line a script that begins with a DEL may write on beyond maxmemory.

local seen = tonumber(ARGV[3])
if seen > 0 then
  local before = redis.call('GET', KEYS[seen])
  if before then return {1, before} end
end

for _, check in ipairs(cjson.decode(ARGV[1])) do
  local key = KEYS[check[2]]
  if check[1] == 'v' then
    local version = redis.call('HGET', key, 'version') or '0'
    if version ~= check[3] then return {2, key} end
  else
    local value = redis.call('GET', key) or ''
    local free = check[1] == 'o' and value == ''
    if value ~= check[3] and not free then return {2, key} end
  end
end

local function rest(op, from)
  local values = {}
  for i = from, #op do values[#values + 1] = op[i] end
  return values
end

for _, op in ipairs(cjson.decode(ARGV[2])) do
  local what, key = op[1], KEYS[op[2]]
  if what == 'h' then
    redis.call('DEL', key)
    redis.call('HSET', key, unpack(rest(op, 4)))
    if op[3] > 0 then redis.call('PEXPIRE', key, op[3]) end
  elseif what == 's' then
    if op[4] > 0 then redis.call('SET', key, op[3], 'PX', op[4]) else redis.call('SET', key, op[3]) end
  elseif what == 'd' then redis.call('DEL', key)
  elseif what == 'u' then
    if redis.call('GET', key) == op[3] then redis.call('DEL', key) end
  elseif what == 'z' then redis.call('ZADD', key, op[3], op[4])
  elseif what == 'q' then redis.call('ZREM', key, op[3])
  elseif what == 'a' then redis.call('SADD', key, op[3])
  elseif what == 'b' then redis.call('SREM', key, op[3])
  elseif what == 'f' then redis.call('HSET', key, op[3], op[4])
  elseif what == 'g' then redis.call('HDEL', key, op[3])
  elseif what == 'c' then
    local told = op[5] > 0 and redis.call('HGET', KEYS[op[5]], op[6]) == op[7]
    if not told then
      if redis.call('HINCRBY', key, op[4], 1) == 1 then redis.call('PEXPIRE', key, op[3]) end
      for i = 9, #op, 2 do redis.call('HINCRBY', KEYS[op[8]], op[i], op[i + 1]) end
    end
  elseif what == 'p' then
    local secret = redis.call('GET', key)
    if not secret then
      secret = op[3]
      redis.call('SET', key, secret, 'PXAT', op[4])
    end
    local coded = redis.sha1hex(secret .. op[5])
    for i = 8, #op, 2 do
      redis.call('PFADD', KEYS[op[i + 1]], coded)
      if redis.call('SADD', KEYS[op[7]], op[i]) == 1 then
        redis.call('PEXPIRE', KEYS[op[i + 1]], op[6])
        redis.call('PEXPIRE', KEYS[op[7]], op[6])
      end
    end
  elseif what == 'r' then redis.call('RPUSH', key, op[3])
  elseif what == 'x' then redis.call('XADD', key, '*', unpack(rest(op, 3)))
  end
end

if seen > 0 then redis.call('SET', KEYS[seen], ARGV[4], 'PX', tonumber(ARGV[5])) end
return {0, ARGV[4]}
