/**
 * The command {@code pool-audit}: recomputes the pool's books and compares them with node and
 * wallet. Reads only.
 */
package org.opensy.mining.audit;
