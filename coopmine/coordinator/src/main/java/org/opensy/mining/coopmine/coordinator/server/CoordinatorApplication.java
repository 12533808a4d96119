package org.opensy.mining.coopmine.coordinator.server;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** The resources, below the context root {@code /coopmine}. */
@ApplicationPath("/")
public class CoordinatorApplication extends Application {}
