namespace ChatSdk;

/// <summary>Creates the exception for an invalid argument that is detected in an inner method, where the analyzers do not accept the parameter name of the public method.</summary>
internal static class WrongArgument
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">The message, which describes the problem and its location.</param>
    /// <param name="parameter">The parameter of the public method.</param>
    /// <returns>The exception.</returns>
    public static ArgumentException Because(string message, string parameter) => new(message, parameter);
}
