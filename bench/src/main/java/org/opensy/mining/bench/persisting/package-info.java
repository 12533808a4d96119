/** Shares written as plain JPA would write them, to see what that costs. */
package org.opensy.mining.bench.persisting;
