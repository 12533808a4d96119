/**
 * Benchmarks: what the Java processes reach, next to a C program that does the same with the same
 * library. Never part of a production archive; may depend on every module.
 */
package org.opensy.mining.bench;
