package io.fivewhys.diagnose;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Moves a snapshot by whole days: every date in its fields, and in log lines and samples however
 * they write dates. The time of day stays, so lines that have no more than that are right as well.
 */
final class TimeShift {
  private static final String MONTHS = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec";

  /** A way to write a date, and how to write another in the same way. */
  private record Form(Pattern pattern, Function<MatchResult, String> moved) {}

  private final long days;
  private final List<Form> forms;

  TimeShift(long days, int year) {
    this.days = days;
    this.forms =
        List.of(
            form("(?<!\\d)20\\d\\d-\\d\\d-\\d\\d(?!\\d)", "uuuu-MM-dd"),
            form("(?<!\\d)20\\d\\d/\\d\\d/\\d\\d(?!\\d)", "uuuu/MM/dd"),
            form("(?<!\\d)\\d\\d/\\d\\d/20\\d\\d(?!\\d)", "MM/dd/uuuu"),
            form("(?<!\\d)\\d\\d/(?:" + MONTHS + ")/20\\d\\d(?!\\d)", "dd/MMM/uuuu"),
            form("(?<!\\d)\\d\\d-(?:" + MONTHS + ")-20\\d\\d(?!\\d)", "dd-MMM-uuuu"),
            new Form(
                Pattern.compile("^(" + MONTHS + ") ([ 0-3]\\d)(?= \\d\\d:)"),
                found -> syslog(found, year)),
            new Form(
                Pattern.compile("(?<=[:=\\[ ]|^)1[6-9]\\d{8}(?=\\d{3}\\b|\\.\\d|\\b)"),
                found -> Long.toString(Long.parseLong(found.group()) + days * 24 * 3600)));
  }

  private Form form(String pattern, String written) {
    DateTimeFormatter format = DateTimeFormatter.ofPattern(written, Locale.ENGLISH);
    return new Form(
        Pattern.compile(pattern),
        found -> {
          try {
            return format.format(LocalDate.parse(found.group(), format).plusDays(days));
          } catch (DateTimeException noDate) {
            return found.group();
          }
        });
  }

  private String syslog(MatchResult found, int year) {
    DateTimeFormatter format = DateTimeFormatter.ofPattern("uuuu MMM d", Locale.ENGLISH);
    LocalDate date =
        LocalDate.parse(year + " " + found.group(1) + " " + found.group(2).trim(), format)
            .plusDays(days);
    String day = found.group(2).startsWith("0") ? "%02d" : "%2d";
    return DateTimeFormatter.ofPattern("MMM", Locale.ENGLISH).format(date)
        + " "
        + String.format(day, date.getDayOfMonth());
  }

  String of(String text) {
    String moved = text;
    for (Form form : forms) {
      moved = form.pattern().matcher(moved).replaceAll(form.moved());
    }
    return moved;
  }

  ObjectNode of(ObjectNode snapshot) {
    return (ObjectNode) shift(snapshot);
  }

  private JsonNode shift(JsonNode node) {
    if (node instanceof TextNode text) {
      return TextNode.valueOf(of(text.asText()));
    }
    if (node instanceof ArrayNode array) {
      ArrayNode moved = JsonNodeFactory.instance.arrayNode();
      array.forEach(it -> moved.add(shift(it)));
      return moved;
    }
    if (node instanceof ObjectNode object) {
      ObjectNode moved = JsonNodeFactory.instance.objectNode();
      object.properties().forEach(it -> moved.set(it.getKey(), shift(it.getValue())));
      return moved;
    }
    return node;
  }
}
