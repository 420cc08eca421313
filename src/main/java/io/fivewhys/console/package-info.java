/**
 * What a browser is given: the files of the console and the page that they start from.
 *
 * <p>In come the files under {@code console/} of the program; out go documents with their media
 * types, and the headers that keep a page from loading or sending anything elsewhere. The console
 * itself is a program in the browser that speaks the documented API and nothing else, so there is
 * one contract, and every refusal and journal entry exists once. This package knows nothing of
 * requests, and never puts what somebody sent into a page.
 *
 * <p>To work on the console, start the service with {@code
 * -Dfivewhys.console.directory=src/main/resources/console}: every page is then made of the files as
 * they are at that moment.
 */
package io.fivewhys.console;
