package org.opensy.mining.pool.web;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** The REST resources, snake_case JSON, problems as RFC 9457. */
@ApplicationPath("/api/v1")
public class ApiApplication extends Application {}
