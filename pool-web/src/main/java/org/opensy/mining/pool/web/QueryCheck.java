package org.opensy.mining.pool.web;

import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;
import java.util.List;
import java.util.Map;
import org.opensy.mining.stratum.protocol.LogText;

/** Refuses a query that says one thing twice, of which only the first would count. Thread-safe. */
@Provider
public class QueryCheck implements ContainerRequestFilter {
  @Override
  public void filter(ContainerRequestContext request) {
    for (Map.Entry<String, List<String>> parameter :
        request.getUriInfo().getQueryParameters().entrySet()) {
      if (parameter.getValue().size() > 1) {
        throw new BadRequestException(LogText.of(parameter.getKey()) + " is there twice");
      }
    }
  }
}
