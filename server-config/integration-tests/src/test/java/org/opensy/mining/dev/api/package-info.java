/** The REST API against its contract, {@code openapi.yaml}. */
package org.opensy.mining.dev.api;
