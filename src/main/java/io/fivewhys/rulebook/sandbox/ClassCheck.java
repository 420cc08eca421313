package io.fivewhys.rulebook.sandbox;

import io.fivewhys.rulebook.sandbox.AllowList.Section;
import java.lang.classfile.Annotation;
import java.lang.classfile.AttributedElement;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.FieldModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.ConstantDynamicEntry;
import java.lang.classfile.constantpool.ModuleEntry;
import java.lang.classfile.constantpool.PackageEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.reflect.AccessFlag;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads one class of compiled rules and says what in it may not be there. */
final class ClassCheck {
  private static final Set<String> CODE_METHODS = Set.of("test", "apply", "execute");
  static final Set<String> FRAME_METHODS =
      Set.of(
          "<clinit>", "<init>", "values", "valueOf", "predicateInformation", "getExpressionHash");
  static final Pattern LAMBDA = Pattern.compile("lambda\\$\\d+");
  private static final Set<String> CODE_FIELDS =
      Set.of("INSTANCE", "EXPRESSION_HASH", "ENUM$VALUES");

  /** A literal behind matches is compiled once. */
  static final Pattern REGEX = Pattern.compile("regexp_[0-9A-F]{32}");

  private static final String DRL_FUNCTIONS = "org/drools/model/functions/";

  /** Those that the compiler writes; any other could mean something to somebody. */
  private static final Set<String> ATTRIBUTES =
      Set.of(
          "SourceFile",
          "Signature",
          "InnerClasses",
          "BootstrapMethods",
          "RuntimeVisibleAnnotations",
          "NestHost",
          "NestMembers",
          "Code",
          "Exceptions",
          "MethodParameters",
          "ConstantValue",
          "Deprecated",
          "Synthetic",
          "LineNumberTable",
          "LocalVariableTable",
          "LocalVariableTypeTable",
          "StackMapTable");

  private final AllowList allowed;
  private final ClassModel model;
  private final ClassKind kind;
  private final OwnClasses own;
  private final Set<Objection> objections = new LinkedHashSet<>();

  private ClassCheck(AllowList allowed, ClassModel model, ClassKind kind, OwnClasses own) {
    this.allowed = allowed;
    this.model = model;
    this.kind = kind;
    this.own = own;
  }

  /**
   * @param own all classes of the candidate
   * @throws IllegalArgumentException or another RuntimeException, when the class file is damaged
   */
  static Set<Objection> check(AllowList allowed, ClassModel model, ClassKind kind, OwnClasses own) {
    ClassCheck check = new ClassCheck(allowed, model, kind, own);
    switch (kind) {
      case FOREIGN -> check.foreign();
      case MODEL, CODE -> check.generated();
    }
    return check.objections;
  }

  private void foreign() {
    String name = model.thisClass().asInternalName();
    String simple = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('$')) + 1);
    objections.add(
        Objection.of(
            "a class of their own (" + simple.replaceFirst("^\\d+(?=\\w)", "") + ")",
            "use the facts and the vocabulary; a lambda may stand where an object is needed"));
  }

  private void generated() {
    int version = model.majorVersion();
    if (version < ClassFile.JAVA_17_VERSION || version > ClassFile.latestMajorVersion()) {
      object("class files of version " + version, "compile the rules anew");
    }
    pool();
    ancestry();
    attributes(model);
    for (FieldModel field : model.fields()) {
      field(field);
    }
    for (MethodModel method : model.methods()) {
      method(method);
    }
  }

  /** All of it, used or not: nothing of a class may hide where no instruction points. */
  private void pool() {
    Set<Section> sections = EnumSet.copyOf(kind.mayUse());
    sections.add(Section.FRAME);
    for (PoolEntry entry : model.constantPool()) {
      switch (entry) {
        case ClassEntry type -> {
          String name = Descriptors.element(type.asInternalName());
          if (!name.isEmpty() && !own.has(name) && !typeAllowed(name, sections)) {
            objections.add(Objection.use(name, ""));
          }
        }
        case ConstantDynamicEntry constant ->
            object("computed constants (" + constant.name().stringValue() + ")", "");
        case ModuleEntry module -> object("modules (" + module.name().stringValue() + ")", "");
        case PackageEntry pack -> object("packages (" + pack.name().stringValue() + ")", "");
        default -> {
          // Texts and numbers do nothing; members and handles are looked at where they are used,
          // and cannot do without the class that is looked at here.
        }
      }
    }
  }

  private boolean typeAllowed(String name, Set<Section> sections) {
    return allowed.names(name, sections)
        // What patterns are about is named in the description of the rules.
        || kind == ClassKind.MODEL && allowed.names(name, Set.of(Section.RULES));
  }

  private void ancestry() {
    String above = model.superclass().map(ClassEntry::asInternalName).orElse("");
    String expected = kind == ClassKind.CODE ? "java/lang/Enum" : "java/lang/Object";
    if (!above.equals(expected)) {
      objections.add(Objection.use(above, ""));
    }
    for (ClassEntry face : model.interfaces()) {
      String name = face.asInternalName();
      boolean known =
          switch (kind) {
            case CODE ->
                name.startsWith(DRL_FUNCTIONS) && allowed.names(name, Set.of(Section.FRAME));
            case MODEL ->
                name.equals("org/drools/model/Model")
                    || name.equals("org/drools/model/DomainClassMetadata");
            case FOREIGN -> false;
          };
      if (!known) {
        objections.add(Objection.use(name, ""));
      }
    }
  }

  private void field(FieldModel field) {
    attributes(field);
    String name = field.fieldName().stringValue();
    boolean isStatic = field.flags().has(AccessFlag.STATIC);
    boolean known =
        kind == ClassKind.CODE
            ? isStatic && (CODE_FIELDS.contains(name) || REGEX.matcher(name).matches())
            : !isStatic || field.flags().has(AccessFlag.FINAL);
    if (!known) {
      object(
          "fields of their own (" + name + ")",
          "what a rule keeps it concludes as a fact; nothing outlives an evaluation");
    }
  }

  private void method(MethodModel method) {
    attributes(method);
    String name = method.methodName().stringValue();
    if (method.flags().has(AccessFlag.NATIVE)) {
      object("native methods (" + name + ")", "");
    }
    if (method.flags().has(AccessFlag.SYNCHRONIZED)) {
      object("synchronized", "nothing runs beside a rule");
    }
    boolean frame = FRAME_METHODS.contains(name) || kind == ClassKind.MODEL;
    if (!frame && !CODE_METHODS.contains(name) && !isLambda(method)) {
      object(
          name.startsWith("$SWITCH_TABLE$")
              ? "a switch over an enum"
              : "methods of their own (" + name + ")",
          name.startsWith("$SWITCH_TABLE$")
              ? "compare with == (it becomes a try and catch, which could swallow the end of a"
                  + " budget)"
              : "write a lambda");
      return;
    }
    if (kind == ClassKind.MODEL && LAMBDA.matcher(name).matches()) {
      object("expressions that run while rules are loaded (" + name + ")", MethodCheck.AT_LOADING);
      return;
    }
    Optional<java.lang.classfile.CodeModel> code = method.code();
    if (code.isPresent()) {
      attributes((java.lang.classfile.attribute.CodeAttribute) code.get());
      objections.addAll(MethodCheck.check(allowed, model, method, code.get(), kind, frame, own));
    }
  }

  private static boolean isLambda(MethodModel method) {
    return LAMBDA.matcher(method.methodName().stringValue()).matches()
        && method.flags().has(AccessFlag.SYNTHETIC)
        && method.flags().has(AccessFlag.PRIVATE);
  }

  private void attributes(AttributedElement element) {
    for (var attribute : element.attributes()) {
      if (!ATTRIBUTES.contains(attribute.attributeName().stringValue())) {
        object("attributes of class files (" + attribute.attributeName().stringValue() + ")", "");
      }
    }
    element
        .findAttribute(Attributes.runtimeVisibleAnnotations())
        .ifPresent(found -> annotations(found.annotations()));
  }

  private void annotations(List<Annotation> annotations) {
    for (Annotation annotation : annotations) {
      String name = annotation.className().stringValue();
      if (!name.equals("Lorg/drools/compiler/kie/builder/MaterializedLambda;")) {
        object("annotations (" + name + ")", "write a comment");
      }
    }
  }

  private void object(String thing, String advice) {
    objections.add(Objection.of(thing, advice));
  }
}
