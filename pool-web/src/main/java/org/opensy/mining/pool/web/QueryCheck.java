package org.opensy.mining.pool.web;

import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.opensy.mining.stratum.protocol.LogText;

/**
 * Refuses a query that says one thing twice, of which only the first would count, and one that says
 * what the resource does not know: a misspelt filter would answer with everything. Thread-safe.
 */
@Provider
public class QueryCheck implements ContainerRequestFilter {
  private final Map<Method, Set<String>> known = new ConcurrentHashMap<>();

  @Context private ResourceInfo resource;

  @Override
  public void filter(ContainerRequestContext request) {
    Set<String> names = known.computeIfAbsent(resource.getResourceMethod(), QueryCheck::parameters);
    for (Map.Entry<String, List<String>> parameter :
        request.getUriInfo().getQueryParameters().entrySet()) {
      String name = LogText.of(parameter.getKey());
      if (!names.contains(parameter.getKey())) {
        throw BadParameterException.unknown(parameter.getKey());
      }
      if (parameter.getValue().size() > 1) {
        throw new BadParameterException(name, "is there twice");
      }
    }
  }

  private static Set<String> parameters(Method method) {
    Set<String> names = new HashSet<>();
    for (Parameter parameter : method.getParameters()) {
      add(names, parameter);
      if (parameter.isAnnotationPresent(BeanParam.class)) {
        for (Field field : parameter.getType().getDeclaredFields()) {
          add(names, field);
        }
      }
    }
    return names;
  }

  private static void add(Set<String> names, AnnotatedElement element) {
    QueryParam query = element.getAnnotation(QueryParam.class);
    if (query != null) {
      names.add(query.value());
    }
  }
}
