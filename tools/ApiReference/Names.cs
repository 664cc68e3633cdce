using System.Reflection;

namespace ApiReference;

/// <summary>Formats the names of types and members as they are written in C#.</summary>
internal static class Names
{
    private static readonly Dictionary<Type, string> _keywords = new()
    {
        [typeof(void)] = "void",
        [typeof(object)] = "object",
        [typeof(string)] = "string",
        [typeof(bool)] = "bool",
        [typeof(char)] = "char",
        [typeof(byte)] = "byte",
        [typeof(short)] = "short",
        [typeof(int)] = "int",
        [typeof(long)] = "long",
        [typeof(float)] = "float",
        [typeof(double)] = "double",
        [typeof(decimal)] = "decimal",
    };

    public static string Of(Type type) => Of(type, null);

    /// <summary>Returns the name of a type with its nullability annotations.</summary>
    public static string Of(NullabilityInfo info) =>
        Of(info.Type, info) + (!info.Type.IsValueType && info.ReadState == NullabilityState.Nullable ? "?" : "");

    /// <summary>Returns the name of a member as it is written in C#, such as <c>this[]</c> or <c>operator ==</c>.</summary>
    public static string OfMember(MemberInfo member) => member switch
    {
        ConstructorInfo => Bare(member.DeclaringType!),
        MethodInfo { Name: "op_Implicit" } conversion => $"implicit operator {Of(conversion.ReturnType)}",
        MethodInfo { Name: "op_Equality" } => "operator ==",
        MethodInfo { Name: "op_Inequality" } => "operator !=",
        PropertyInfo property when property.GetIndexParameters().Length > 0 => "this[]",
        _ => member.Name,
    };

    private static string Of(Type type, NullabilityInfo? info)
    {
        if (_keywords.TryGetValue(type, out var keyword))
        {
            return keyword;
        }

        if (type.IsArray)
        {
            return $"{(info?.ElementType is { } element ? Of(element) : Of(type.GetElementType()!))}[]";
        }

        if (Nullable.GetUnderlyingType(type) is { } inner)
        {
            return $"{Of(inner)}?";
        }

        if (!type.IsGenericType)
        {
            return type.Name;
        }

        var arguments = info?.GenericTypeArguments is { Length: > 0 } known ? known.Select(Of) : type.GetGenericArguments().Select(Of);
        return type.FullName?.StartsWith("System.ValueTuple`", StringComparison.Ordinal) == true
            ? $"({string.Join(", ", arguments)})"
            : $"{Bare(type)}<{string.Join(", ", arguments)}>";
    }

    private static string Bare(Type type) => type.Name.Split('`')[0];
}
