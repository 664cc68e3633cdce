namespace ChatSdk.Testing;

/// <summary>
/// The exception that is thrown if the requests that a <see cref="FakeChatServer"/> received differ from the script. The
/// message lists the requests without an answer, the rules, and the unused answers. The exception fails the test in every test framework.
/// </summary>
public sealed class FakeVerificationException : Exception
{
    internal FakeVerificationException(string message)
        : base(message)
    {
    }
}
