package org.opensy.mining.dev.coopmine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.opensy.mining.dev.metrics.Scrape;
import org.opensy.mining.dev.stack.PayaraMicro;
import org.opensy.mining.dev.stack.Ports;
import org.opensy.mining.dev.stack.StackPaths;

/** Coordinator and workers, each on a Payara Micro of its own. */
final class MicroCluster {
  private static final int HEAP_MEGABYTES = 256;
  private static final String TOKEN = "only-for-this-test";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final StackPaths paths;
  private final int coordinatorPort = Ports.free();
  private final HttpClient http = HttpClient.newHttpClient();

  /** A cluster whose instances keep their files below a directory of this name. */
  MicroCluster(String name) {
    paths = StackPaths.fromSystemProperties().in(name);
  }

  /** The port on which the coordinator serves workers. */
  int coordinatorPort() {
    return coordinatorPort;
  }

  PayaraMicro coordinator(int stratumPort, String login) {
    return coordinator(
        Map.of(
            "coopmine.pool.url",
            "stratum+tcp://127.0.0.1:" + stratumPort,
            "coopmine.pool.login",
            login,
            "coopmine.coordinator.port",
            Integer.toString(coordinatorPort),
            "coopmine.coordinator.heartbeat-seconds",
            "1",
            "coopmine.token",
            TOKEN));
  }

  PayaraMicro coordinator(Map<String, String> configuration) {
    return micro("coordinator", paths.coordinatorWar(), configuration);
  }

  PayaraMicro worker(String name) {
    return worker(
        name,
        Map.of(
            "coopmine.coordinator.address",
            "127.0.0.1:" + coordinatorPort,
            "coopmine.worker.threads",
            "1",
            "coopmine.token",
            TOKEN,
            "randomx.mode",
            "light"));
  }

  PayaraMicro worker(String name, Map<String, String> configuration) {
    Map<String, String> keys = new TreeMap<>(configuration);
    keys.put("coopmine.worker.name", name);
    return micro(name, paths.workerWar(), keys);
  }

  /** What an instance says about itself. */
  JsonNode stats(PayaraMicro instance) {
    return json(URI.create("http://127.0.0.1:" + instance.httpPort() + "/stats"));
  }

  /** The metrics of an instance. */
  Scrape scrape(PayaraMicro instance) {
    return new Scrape(page(URI.create("http://127.0.0.1:" + instance.httpPort() + "/metrics")));
  }

  /** A page in JSON. */
  JsonNode json(URI uri) {
    try {
      return JSON.readTree(page(uri));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String page(URI uri) {
    try {
      return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
          .body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  private PayaraMicro micro(String name, Path war, Map<String, String> configuration) {
    return new PayaraMicro(
        paths.payaraMicro(),
        paths.work().resolve(name),
        new PayaraMicro.Settings(name, war, Ports.free(), HEAP_MEGABYTES, configuration));
  }
}
