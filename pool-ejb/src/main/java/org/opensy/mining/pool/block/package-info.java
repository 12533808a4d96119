/** The blocks that miners of this pool find. */
package org.opensy.mining.pool.block;
