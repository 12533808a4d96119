package org.opensy.mining.pool.web;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Map;

/** The REST resources, snake_case JSON, problems as RFC 9457; no WADL. */
@ApplicationPath("/api/v1")
public class ApiApplication extends Application {
  @Override
  public Map<String, Object> getProperties() {
    return Map.of("jersey.config.server.wadl.disableWadl", true);
  }
}
