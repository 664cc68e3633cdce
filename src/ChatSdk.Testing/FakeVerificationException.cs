namespace ChatSdk.Testing;

/// <summary>
/// The exception that is thrown when the requests that a <see cref="FakeChatServer"/> received are not those that were scripted. The
/// message lists the requests without an answer, the rules, and the unused answers. It fails the test in every test framework.
/// </summary>
public sealed class FakeVerificationException : Exception
{
    internal FakeVerificationException(string message)
        : base(message)
    {
    }
}
