/** The console in a real browser, beside the demo estate, as people use it. */
package io.fivewhys.browser;
