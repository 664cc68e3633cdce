namespace ChatSdk;

/// <summary>Validates the names of tools and schemas, which must match <c>[a-zA-Z0-9_-]{1,64}</c>, and creates a valid name for a type.</summary>
internal static class SchemaName
{
    private const int _maxLength = 64;

    /// <summary>Returns the name, if it is valid.</summary>
    /// <exception cref="ArgumentException">The name is invalid.</exception>
    public static string Check(string name, string parameter)
    {
        ArgumentException.ThrowIfNullOrEmpty(name, parameter);
        return name.Length <= _maxLength && name.All(IsAllowed)
            ? name
            : throw new ArgumentException($"The name '{OneLine.Of(name, 100)}' is invalid. A name must consist of 1 to 64 ASCII letters, digits, '_' and '-'.", parameter);
    }

    /// <summary>Returns the name of a type in a form that the protocol accepts, cut to 64 characters: <c>List&lt;Weather&gt;</c> becomes <c>List_Weather</c>.</summary>
    public static string Of(Type type)
    {
        var name = Spell(type);
        return name.Length <= _maxLength ? name : name[.._maxLength];
    }

    private static string Spell(Type type)
    {
        if (type.IsArray)
        {
            return $"{Spell(type.GetElementType()!)}_Array";
        }

        var plain = type.Name.Split('`')[0];
        var name = string.Concat(plain.Select(character => IsAllowed(character) ? character : '_'));
        return type.IsGenericType ? $"{name}_{string.Join('_', type.GetGenericArguments().Select(Spell))}" : name;
    }

    private static bool IsAllowed(char character) => char.IsAsciiLetterOrDigit(character) || character is '_' or '-';
}
