using System.Reflection;

namespace ApiReference;

/// <summary>Creates the IDs that types and members have in the XML documentation file that the compiler writes.</summary>
internal static class CommentId
{
    public static string Of(MemberInfo member) => member switch
    {
        Type type => $"T:{NameOf(type)}",
        PropertyInfo property => $"P:{NameOf(property.DeclaringType!)}.{property.Name}{Parameters(property.GetIndexParameters())}",
        FieldInfo field => $"F:{NameOf(field.DeclaringType!)}.{field.Name}",
        EventInfo eventInfo => $"E:{NameOf(eventInfo.DeclaringType!)}.{eventInfo.Name}",
        MethodBase method => $"M:{NameOf(method.DeclaringType!)}.{MethodName(method)}{Parameters(method.GetParameters())}{Result(method)}",
        _ => throw new ArgumentException($"{member} is of an unknown kind.", nameof(member)),
    };

    /// <summary>Returns the name of a type with its namespace and the number of its type parameters.</summary>
    public static string NameOf(Type type) => (type.FullName ?? type.Name).Replace('+', '.');

    private static string MethodName(MethodBase method) =>
        method.Name.Replace('.', '#') + (method.IsGenericMethod ? $"``{method.GetGenericArguments().Length}" : "");

    // Conversion operators may differ only in their return type, so their ID includes it.
    private static string Result(MethodBase method) =>
        method is MethodInfo { Name: "op_Implicit" or "op_Explicit" } conversion ? $"~{NameInSignature(conversion.ReturnType)}" : "";

    private static string Parameters(ParameterInfo[] parameters) =>
        parameters.Length == 0 ? "" : $"({string.Join(',', parameters.Select(parameter => NameInSignature(parameter.ParameterType)))})";

    private static string NameInSignature(Type type) => type switch
    {
        { IsByRef: true } => $"{NameInSignature(type.GetElementType()!)}@",
        { IsArray: true } => $"{NameInSignature(type.GetElementType()!)}[]",
        { IsGenericMethodParameter: true } => $"``{type.GenericParameterPosition}",
        { IsGenericParameter: true } => $"`{type.GenericParameterPosition}",
        { IsGenericType: true } => $"{NameOf(type.GetGenericTypeDefinition()).Split('`')[0]}{{{string.Join(',', type.GetGenericArguments().Select(NameInSignature))}}}",
        _ => NameOf(type),
    };
}
