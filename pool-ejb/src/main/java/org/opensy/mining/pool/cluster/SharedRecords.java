package org.opensy.mining.pool.cluster;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.redisson.api.RScript;

/**
 * Records that every instance keeps in its memory, made equal through Redis: each change gets the
 * next version there, and an instance asks for what is newer than the version it knows. A look
 * costs one short command when nothing has changed, and whoever missed any number of changes
 * catches up with the next look, after an outage or a restart too.
 *
 * <p>Redis may lose its data: its store has a name drawn at random, and with another name {@link
 * Changes#anew} says that everything is to be written again. Thread-safe; one exchange at a time.
 */
public final class SharedRecords {
  private static final int PAGE = 5000;

  /**
   * KEYS: state, records, versions, ends. ARGV: now, most records, page, a name for a new store,
   * the known store and version, then key, changed-at, forgotten-at and stored text of each write.
   */
  private static final String EXCHANGE =
      """
      local state, records, versions, ends = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
      local function drop(keys)
        for _, key in ipairs(keys) do
          redis.call('hdel', records, key)
          redis.call('zrem', versions, key)
          redis.call('zrem', ends, key)
        end
      end
      local store = redis.call('hget', state, 'store')
      if not store then
        store = ARGV[4]
        redis.call('del', records, versions, ends)
        redis.call('hset', state, 'store', store)
      end
      drop(redis.call('zrangebyscore', ends, '-inf', ARGV[1], 'LIMIT', 0, 1000))
      for i = 7, #ARGV, 4 do
        local key, changed = ARGV[i], tonumber(ARGV[i + 1])
        local old = redis.call('hget', records, key)
        if not old or tonumber(string.match(old, '^%d+')) < changed then
          local version = redis.call('hincrby', state, 'version', 1)
          redis.call('hset', records, key, ARGV[i + 3])
          redis.call('zadd', versions, version, key)
          redis.call('zadd', ends, ARGV[i + 2], key)
        end
      end
      local excess = redis.call('zcard', ends) - tonumber(ARGV[2])
      if excess > 0 then
        drop(redis.call('zrange', ends, 0, math.min(excess, 1000) - 1))
      end
      local known = ARGV[5] == store and ARGV[6] or '0'
      local found = redis.call(
        'zrangebyscore', versions, '(' .. known, '+inf', 'WITHSCORES', 'LIMIT', 0, ARGV[3])
      local answer = {store, known}
      for i = 1, #found, 2 do
        answer[2] = found[i + 1]
        answer[#answer + 1] = found[i]
        answer[#answer + 1] = redis.call('hget', records, found[i])
      end
      return answer
      """;

  private final String name;
  private final int most;
  private final RedisLink redis;
  private final InstantSource clock;
  private String store = "";
  private String version = "0";

  /**
   * What changed elsewhere, or here.
   *
   * @param records their latest state
   * @param anew whether Redis knows nothing of what was written before
   */
  public record Changes(List<SharedRecord> records, boolean anew) {}

  /**
   * Records of one kind.
   *
   * @param name of the kind, in Redis
   * @param most how many are kept; beyond, those go that would be forgotten first
   */
  public SharedRecords(String name, int most, RedisLink redis, InstantSource clock) {
    this.name = name;
    this.most = most;
    this.redis = redis;
    this.clock = clock;
  }

  /**
   * Writes records, and reads all that changed since the last exchange, own writes included. Waits
   * for Redis.
   *
   * @param writes a thousand or so at once
   * @return nothing if Redis is away: it may or may not have taken the writes, and they are to be
   *     written again
   */
  public synchronized Optional<Changes> exchange(List<SharedRecord> writes) {
    String before = store;
    Optional<List<String>> answer = call(writes);
    if (answer.isEmpty()) {
      return Optional.empty();
    }
    List<SharedRecord> changed = new ArrayList<>();
    while (answer.isPresent() && take(answer.get(), changed) == PAGE) {
      answer = call(List.of());
    }
    return Optional.of(new Changes(changed, !before.isEmpty() && !before.equals(store)));
  }

  private Optional<List<String>> call(List<SharedRecord> writes) {
    List<Object> arguments = new ArrayList<>();
    arguments.add(Long.toString(clock.millis()));
    arguments.add(Integer.toString(most));
    arguments.add(Integer.toString(PAGE));
    arguments.add(UUID.randomUUID().toString());
    arguments.add(store);
    arguments.add(version);
    for (SharedRecord record : writes) {
      arguments.add(record.key());
      arguments.add(Long.toString(record.changedAt()));
      arguments.add(Long.toString(record.forgottenAt()));
      arguments.add(record.stored());
    }
    return redis.call(
        client ->
            client
                .getScript()
                .<List<String>>eval(
                    RScript.Mode.READ_WRITE,
                    EXCHANGE,
                    RScript.ReturnType.LIST,
                    keys(),
                    arguments.toArray()));
  }

  private List<Object> keys() {
    return List.of(
        redis.key(name),
        redis.key(name + ":records"),
        redis.key(name + ":versions"),
        redis.key(name + ":ends"));
  }

  private int take(List<String> answer, List<SharedRecord> changed) {
    store = answer.get(0);
    version = answer.get(1);
    for (int i = 2; i < answer.size(); i += 2) {
      changed.add(SharedRecord.of(answer.get(i), answer.get(i + 1)));
    }
    return (answer.size() - 2) / 2;
  }
}
