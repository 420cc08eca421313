package io.fivewhys.vocabulary;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.DocTree;
import com.sun.source.doctree.EndElementTree;
import com.sun.source.doctree.LinkTree;
import com.sun.source.doctree.LiteralTree;
import com.sun.source.doctree.ParamTree;
import com.sun.source.doctree.StartElementTree;
import com.sun.source.doctree.TextTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/**
 * Run by the build: takes the documentation of facts and of what rules reason with out of the
 * sources, unless that is done. Needs a JDK; the running program does not.
 *
 * <p>The keys: {@code Pod} for a type, {@code Pod.name} for a record's component or a constant,
 * {@code Pod.owner()} for a method without parameters, {@code Pod.startedAfter(instant)} for one
 * with.
 */
final class ExtractDocs {
  private static final List<String> PACKAGES = List.of("io/fivewhys/fact", "io/fivewhys/inference");

  private ExtractDocs() {}

  /**
   * @param arguments the directory of the sources, and the directory of the classes to write to
   */
  public static void main(String[] arguments) throws IOException {
    run(Path.of(arguments[0]), Path.of(arguments[1]));
  }

  /**
   * @return whether there was anything to do
   */
  static boolean run(Path sources, Path classes) throws IOException {
    List<Path> files = new ArrayList<>();
    for (String pack : PACKAGES) {
      try (Stream<Path> all = Files.list(sources.resolve(pack))) {
        all.filter(it -> it.toString().endsWith(".java")).sorted().forEach(files::add);
      }
    }
    String hash = hash(files);
    Path target = classes.resolve(Docs.PLACE.substring(1));
    if (Files.exists(target) && Docs.parse(Files.readAllBytes(target)).sources().equals(hash)) {
      return false;
    }
    var docs = new Docs(hash, read(files));
    Files.createDirectories(target.getParent());
    new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValue(target.toFile(), docs);
    return true;
  }

  static Map<String, String> read(List<Path> files) throws IOException {
    var compiler = ToolProvider.getSystemJavaCompiler();
    var found = new TreeMap<String, String>();
    try (var manager = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
      var task =
          (JavacTask)
              compiler.getTask(
                  null,
                  manager,
                  null,
                  List.of("-proc:none"),
                  null,
                  manager.getJavaFileObjectsFromPaths(files));
      var docs = DocTrees.instance(task);
      for (CompilationUnitTree unit : task.parse()) {
        new Gathering(docs, found).scan(unit, "");
      }
    }
    return found;
  }

  private static String hash(List<Path> files) throws IOException {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      for (Path file : files) {
        digest.update(file.getFileName().toString().getBytes(StandardCharsets.UTF_8));
        digest.update(Files.readAllBytes(file));
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Goes through one file; the parameter is the type that it is inside of, with a point. */
  private static final class Gathering extends TreePathScanner<Void, String> {
    private final DocTrees docs;
    private final Map<String, String> found;

    Gathering(DocTrees docs, Map<String, String> found) {
      this.docs = docs;
      this.found = found;
    }

    @Override
    public Void visitClass(ClassTree type, String outer) {
      String name = outer + type.getSimpleName();
      DocCommentTree comment = docs.getDocCommentTree(getCurrentPath());
      if (comment != null) {
        put(name, comment.getFullBody());
        for (DocTree tag : comment.getBlockTags()) {
          if (tag instanceof ParamTree parameter) {
            put(name + "." + parameter.getName(), parameter.getDescription());
          }
        }
      }
      return super.visitClass(type, name + ".");
    }

    @Override
    public Void visitVariable(VariableTree variable, String outer) {
      DocCommentTree comment = docs.getDocCommentTree(getCurrentPath());
      if (comment != null) {
        put(outer + variable.getName(), comment.getFullBody());
      }
      return null;
    }

    @Override
    public Void visitMethod(MethodTree method, String outer) {
      DocCommentTree comment = docs.getDocCommentTree(getCurrentPath());
      if (comment != null) {
        var names = method.getParameters().stream().map(it -> it.getName().toString()).toList();
        put(outer + method.getName() + "(" + String.join(",", names) + ")", comment.getFullBody());
      }
      return null;
    }

    private void put(String key, List<? extends DocTree> text) {
      var plain = new StringBuilder();
      text.forEach(part -> plain.append(plain(part)));
      found.put(key, plain.toString().strip().replaceAll("\\s+", " "));
    }

    private static String plain(DocTree part) {
      return switch (part) {
        case TextTree text -> text.getBody();
        case LiteralTree literal -> literal.getBody().getBody();
        case LinkTree link -> link.getReference().getSignature().replaceFirst("^#", "");
        case StartElementTree _, EndElementTree _ -> " ";
        default -> part.toString();
      };
    }
  }
}
