package org.opensy.mining.pool.web;

import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.IOException;

/** Tells callers whose body cannot be read that the fault is theirs. Thread-safe. */
@Provider
public class BodyCheck implements ReaderInterceptor {
  @Override
  public Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
    try {
      return context.proceed();
    } catch (ProcessingException unreadable) {
      throw new BadRequestException("The body is not the JSON that is expected.", unreadable);
    }
  }
}
