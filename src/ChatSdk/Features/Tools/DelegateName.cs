using System.Reflection;

namespace ChatSdk;

/// <summary>Derives the name of a tool from the name that a delegate's method has in the source code.</summary>
internal static class DelegateName
{
    // The compiler calls a local function "<Main>g__GetWeather|0_1", and a lambda "<Main>b__0_1".
    private const string _localFunction = ">g__";
    private const string _async = "Async";

    /// <summary>Returns the name; for a method that returns a task, without the suffix <c>Async</c>.</summary>
    /// <exception cref="ArgumentException">The method is a lambda, which has no name.</exception>
    public static string Of(MethodInfo method)
    {
        var name = method.Name;
        var local = name.IndexOf(_localFunction, StringComparison.Ordinal);
        if (local >= 0)
        {
            name = name[(local + _localFunction.Length)..].Split('|')[0];
        }
        else if (name.Contains('<', StringComparison.Ordinal))
        {
            throw WrongArgument.Because("A lambda has no name. Specify the name of the tool.", "name");
        }

        var isAsync = typeof(Task).IsAssignableFrom(method.ReturnType) || method.ReturnType.Name.StartsWith(nameof(ValueTask), StringComparison.Ordinal);
        return isAsync && name.Length > _async.Length && name.EndsWith(_async, StringComparison.Ordinal) ? name[..^_async.Length] : name;
    }
}
