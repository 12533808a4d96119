package org.opensy.mining.coopmine.worker.server;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** The resources, below the context root {@code /worker}. */
@ApplicationPath("/")
public class WorkerApplication extends Application {}
