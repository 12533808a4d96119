/** What is scraped of a running server, and what rules and dashboards select of it. */
package org.opensy.mining.dev.metrics;
