/**
 * A load generator for Stratum ports, and the servers that it can start itself: the pool's front
 * without a container, and xmrig-proxy with a pool behind it.
 */
package org.opensy.mining.bench.load;
