namespace ChatSdk;

/// <summary>Formats the name of a type as in C#.</summary>
internal static class TypeName
{
    public static string Of(Type type) =>
        Nullable.GetUnderlyingType(type) is { } value ? $"{Of(value)}?"
        : type.IsArray ? $"{Of(type.GetElementType()!)}[]"
        : type.IsGenericType ? $"{type.Name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(Of))}>"
        : type.Name;
}
