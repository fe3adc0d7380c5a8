-- The duplicate index of one namespace. KEYS[1] is the prefix of all its keys; its hash tag puts them
-- into one slot, so that a script touches one node of a Redis Cluster.
--
--   <prefix>            hash: s sequence, l live postings, e entries, z size and p split of the table,
--                       b mark of a namespace that has begun
--   <prefix>t<shard>    hash: lookup (6 bytes) -> numbers of postings (5 bytes each, oldest first)
--   <prefix>m<number>   a posting (see `parse`)
--   <prefix>c<cluster>  changed (6), members (4), first and second number (5 each), profile
--   <prefix>o<cluster>  list: numbers of the third and later members, in order
--   <prefix>d<hour>     list: numbers of postings due in it;  <prefix>h  zset: those hours
--
-- The table grows by linear hashing (Litwin 1980): its shards stay so small that Redis keeps them as
-- listpacks, a few bytes per entry, whether there are ten thousand postings or millions.
local P = KEYS[1]
local call, pack, unpack_ = redis.call, struct.pack, struct.unpack
local sub, len = string.sub, string.len

-- Entries of a shard on average. A listpack is searched from its beginning, and holds up to 128.
local SHARD_ENTRIES = 32
-- 60 bytes: a listpack takes values up to 64.
local NUMBERS_PER_LOOKUP = 12
local NOTHING = '\0\0\0\0\0'
local HOUR_MS = 3600000

local meta = call('HMGET', P, 's', 'l', 'e', 'z', 'p', 'b')
local sequence = tonumber(meta[1] or 0)
local live = tonumber(meta[2] or 0)
local entries = tonumber(meta[3] or 0)
local size = tonumber(meta[4] or 1)
local split = tonumber(meta[5] or 0)
local mark = meta[6] or ''

local function save()
  call('HSET', P, 's', string.format('%.0f', sequence), 'l', live, 'e', entries, 'z', size, 'p', split)
end

-- Big-endian unsigned integers.
local function number5(value) return pack('>I5', value) end
local function from5(text, at) return (unpack_('>I5', text, at)) end

local function shardOf(lookup)
  local low = unpack_('>I4', lookup, 3)
  local shard = low % size
  if shard < split then shard = low % (size * 2) end
  return P .. 't' .. shard
end

local function numbersUnder(lookup)
  return call('HGET', shardOf(lookup), lookup) or ''
end

local function splitShard()
  local from, to = P .. 't' .. split, P .. 't' .. (split + size)
  local all = call('HGETALL', from)
  local stay, move = {}, {}
  for i = 1, #all, 2 do
    local into = unpack_('>I4', all[i], 3) % (size * 2) == split and stay or move
    into[#into + 1], into[#into + 2] = all[i], all[i + 1]
  end
  if #move > 0 then
    -- Made anew: taking entries out of a listpack one by one moves its rest each time.
    call('DEL', from)
    if #stay > 0 then call('HSET', from, unpack(stay)) end
    call('HSET', to, unpack(move))
  end
  split = split + 1
  if split == size then size, split = size * 2, 0 end
end

local function addUnder(lookup, number)
  local shard = shardOf(lookup)
  local numbers = call('HGET', shard, lookup) or ''
  for at = 1, len(numbers), 5 do
    if sub(numbers, at, at + 4) == number then return end
  end
  if len(numbers) >= NUMBERS_PER_LOOKUP * 5 then numbers = sub(numbers, 6) end
  entries = entries + call('HSET', shard, lookup, numbers .. number)
  while entries > SHARD_ENTRIES * (size + split) do splitShard() end
end

local function removeUnder(lookup, number)
  local shard = shardOf(lookup)
  local numbers = call('HGET', shard, lookup) or ''
  for at = 1, len(numbers), 5 do
    if sub(numbers, at, at + 4) == number then
      local rest = sub(numbers, 1, at - 1) .. sub(numbers, at + 5)
      if rest == '' then entries = entries - call('HDEL', shard, lookup)
      else call('HSET', shard, lookup, rest) end
      return
    end
  end
end

-- changed (6) order (6) due (6) cluster (10, zeros: gone) hash of the key (6) key, lookups (2 + n
-- each), the rest is the client's: cluster id, features and answers.
local function parse(record)
  local changed, order, due, cluster, hash, at = unpack_('>I6I6I6c10c6', record)
  local keyLength, lookupsAt = unpack_('>I2', record, at)
  local key = sub(record, lookupsAt, lookupsAt + keyLength - 1)
  local lookupsLength, from = unpack_('>I2', record, lookupsAt + keyLength)
  return {
    changed = changed,
    order = order,
    due = due,
    cluster = cluster,
    hash = hash,
    key = key,
    lookups = sub(record, from, from + lookupsLength - 1),
  }
end

local GONE = string.rep('\0', 10)
local KEY_AT = 35

local function keyOf(record)
  local length, from = unpack_('>I2', record, KEY_AT)
  return sub(record, from, from + length - 1)
end

local function recordAt(number) return call('GET', P .. 'm' .. number) end

-- The posting with a key, by the hash of it: number and record.
local function find(hash, key)
  local numbers = numbersUnder(hash)
  for at = len(numbers) - 4, 1, -5 do
    local number = sub(numbers, at, at + 4)
    local record = recordAt(number)
    if record and keyOf(record) == key then return number, record end
  end
end

local function clusterAt(hash)
  local text = call('GET', P .. 'c' .. hash)
  if not text then return nil end
  local changed, members, first, second = unpack_('>I6I4c5c5', text)
  return { changed = changed, members = members, first = first, second = second, profile = sub(text, 21) }
end

local function saveCluster(hash, c)
  local head = pack('>I6I4', c.changed, c.members)
  call('SET', P .. 'c' .. hash, head .. c.first .. c.second .. c.profile)
end

local function due(number, time)
  local hour = string.format('%.0f', math.floor(time / HOUR_MS))
  if call('RPUSH', P .. 'd' .. hour, string.format('%.0f', from5(number, 1))) == 1 then
    call('ZADD', P .. 'h', hour, hour)
  end
end
