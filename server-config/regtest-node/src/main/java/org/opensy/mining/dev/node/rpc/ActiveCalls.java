package org.opensy.mining.dev.node.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** The calls that are being carried out, as {@code getrpcinfo} lists them. Thread-safe. */
final class ActiveCalls {
  private final AtomicLong numbers = new AtomicLong();
  private final Map<Long, Active> calls = new ConcurrentSkipListMap<>();

  private final Map<String, Long> counts = new ConcurrentHashMap<>();

  private record Active(String method, long begin) {}

  /** Does the work and is seen meanwhile. */
  <T> T during(String method, Supplier<T> work) {
    long number = numbers.incrementAndGet();
    counts.merge(method, 1L, Long::sum);
    calls.put(number, new Active(method, System.nanoTime()));
    try {
      return work.get();
    } finally {
      calls.remove(number);
    }
  }

  /** How many calls there were. */
  long count(String method) {
    return counts.getOrDefault(method, 0L);
  }

  JsonNode info() {
    ObjectNode result = Json.object();
    ArrayNode commands = result.putArray("active_commands");
    long now = System.nanoTime();
    for (Active call : calls.values()) {
      long micros = Duration.ofNanos(now - call.begin).toNanos() / 1000;
      commands.addObject().put("method", call.method).put("duration", micros);
    }
    return result.put("logpath", "");
  }
}
