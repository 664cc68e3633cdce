namespace ChatSdk;

/// <summary>Creates the exception for a mistake in the caller's arguments that is found deeper than in the called method, where the analyzers do not accept its parameter name.</summary>
internal static class WrongArgument
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What is wrong, and where.</param>
    /// <param name="parameter">The parameter of the public method.</param>
    /// <returns>The exception.</returns>
    public static ArgumentException Because(string message, string parameter) => new(message, parameter);
}
