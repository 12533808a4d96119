/**
 * Command line tools for miners and operators, one jar that runs without a server.
 *
 * <p>May depend on the pool's pure packages and Jackson only.
 */
package org.opensy.mining.tools;
