/**
 * Starts real servers on the loopback interface for development and for integration tests:
 * PostgreSQL, Redis, Payara Server, Payara Micro. Nothing here is part of a production archive. May
 * depend on everything in the reactor; nothing but the benchmarks depends on it.
 */
package org.opensy.mining.dev.stack;
