namespace ChatSdk;

/// <summary>Makes the exception for a mistake that is found deeper than in the method that was called.</summary>
internal static class WrongArgument
{
    /// <summary>Gives the exception.</summary>
    /// <param name="message">What is wrong, and where.</param>
    /// <param name="parameter">The parameter of the public method.</param>
    /// <returns>The exception.</returns>
    public static ArgumentException Because(string message, string parameter) => new(message, parameter);
}
