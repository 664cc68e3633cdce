using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace ApiReference;

/// <summary>Formats declarations of types and members as they are written in C#.</summary>
internal static class Signatures
{
    private static readonly NullabilityInfoContext _nullability = new();

    public static string Kind(Type type) => type switch
    {
        { IsEnum: true } => "enum",
        { IsInterface: true } => "interface",
        _ when typeof(Delegate).IsAssignableFrom(type) => "delegate",
        { IsValueType: true } => IsRecord(type) ? "record struct" : "struct",
        _ => IsRecord(type) ? "record" : "class",
    };

    public static string Of(Type type)
    {
        var modifier = type switch
        {
            { IsEnum: true } or { IsInterface: true } => "",
            { IsValueType: true } => type.IsDefined(typeof(IsReadOnlyAttribute)) ? "readonly " : "",
            { IsAbstract: true, IsSealed: true } => "static ",
            { IsAbstract: true } => "abstract ",
            { IsSealed: true } => "sealed ",
            _ => "",
        };
        return $"public {modifier}{Kind(type)} {Names.Of(type)}{Bases(type)}{Constraints(type.GetGenericArguments())}";
    }

    public static string Of(PropertyInfo property)
    {
        var name = property.GetIndexParameters() is { Length: > 0 } index ? $"this[{Parameters(index)}]" : property.Name;
        var required = property.IsDefined(typeof(RequiredMemberAttribute)) ? "required " : "";
        return $"{Modifiers(property.GetMethod!)}{required}{TypeOf(property)} {name} {{ get;{Setter(property)} }}";
    }

    public static string Of(MethodBase method)
    {
        var self = method.IsDefined(typeof(ExtensionAttribute)) ? "this " : "";
        var parameters = $"({self}{Parameters(method.GetParameters())})";
        return method is MethodInfo { } named
            ? $"{Modifiers(named)}{Head(named)}{(named.IsGenericMethod ? $"<{string.Join(", ", named.GetGenericArguments().Select(Names.Of))}>" : "")}{parameters}{(named.IsGenericMethod ? Constraints(named.GetGenericArguments()) : "")}"
            : $"public {Names.OfMember(method)}{parameters}";
    }

    public static string TypeOf(PropertyInfo property) => Names.Of(_nullability.Create(property));

    public static string TypeOf(ParameterInfo parameter) => Names.Of(_nullability.Create(parameter));

    private static string Head(MethodInfo method) =>
        method.Name == "op_Implicit" ? Names.OfMember(method) : $"{TypeOf(method.ReturnParameter)} {Names.OfMember(method)}";

    private static string Modifiers(MethodInfo method) =>
        (method.IsPublic ? "public " : "protected ")
        + (method.IsStatic ? "static " : method switch
        {
            _ when method.DeclaringType!.IsInterface => "",
            { IsAbstract: true } => "abstract ",
            { IsVirtual: true, IsFinal: false } => method.GetBaseDefinition() == method ? "virtual " : "override ",
            _ => "",
        });

    private static string Setter(PropertyInfo property) => property.SetMethod switch
    {
        { IsPublic: true } set when set.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) => " init;",
        { IsPublic: true } => " set;",
        _ => "",
    };

    private static string Parameters(ParameterInfo[] parameters) => string.Join(", ", parameters.Select(parameter =>
        $"{(parameter.IsDefined(typeof(ParamArrayAttribute)) || parameter.IsDefined(typeof(ParamCollectionAttribute)) ? "params " : "")}{TypeOf(parameter)} {parameter.Name}{Default(parameter)}"));

    private static string Default(ParameterInfo parameter) => !parameter.HasDefaultValue ? "" : parameter.DefaultValue switch
    {
        null => parameter.ParameterType.IsValueType && Nullable.GetUnderlyingType(parameter.ParameterType) is null ? " = default" : " = null",
        bool flag => flag ? " = true" : " = false",
        string text => $" = \"{text}\"",
        var value when parameter.ParameterType.IsEnum => $" = {parameter.ParameterType.Name}.{Enum.GetName(parameter.ParameterType, value)}",
        var value => string.Create(CultureInfo.InvariantCulture, $" = {value}"),
    };

    private static string Bases(Type type)
    {
        if (type.IsEnum)
        {
            return "";
        }

        var parent = type.BaseType is { } known && known != typeof(object) && known != typeof(ValueType) ? known : null;
        var interfaces = type.GetInterfaces().Except(parent?.GetInterfaces() ?? []).Where(interfaceType => interfaceType.IsPublic && !(interfaceType.IsGenericType && interfaceType.GetGenericTypeDefinition() == typeof(IEquatable<>)));
        string[] all = [.. parent is null ? [] : new[] { Names.Of(parent) }, .. interfaces.Select(Names.Of).Order(StringComparer.Ordinal)];
        return all.Length == 0 ? "" : $" : {string.Join(", ", all)}";
    }

    private static string Constraints(Type[] parameters) => string.Concat(parameters.Where(parameter => parameter.IsGenericParameter).Select(parameter =>
    {
        var isStruct = parameter.GenericParameterAttributes.HasFlag(GenericParameterAttributes.NotNullableValueTypeConstraint);
        string[] all =
        [
            .. parameter.GenericParameterAttributes.HasFlag(GenericParameterAttributes.ReferenceTypeConstraint) ? ["class"] : Array.Empty<string>(),
            .. isStruct ? ["struct"] : Array.Empty<string>(),
            .. parameter.GetGenericParameterConstraints().Where(bound => bound.IsPublic && bound != typeof(ValueType)).Select(Names.Of),
        ];
        return all.Length == 0 ? "" : $"\n    where {parameter.Name} : {string.Join(", ", all)}";
    }));

    private static bool IsRecord(Type type) =>
        type.GetMethod("PrintMembers", BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.DeclaredOnly) is not null || type.GetMethod("<Clone>$") is not null;
}
