namespace ChatSdk.Testing;

/// <summary>
/// The requests that a <see cref="FakeChatServer"/> got are not those that were scripted. The message lists what came
/// without an answer, the rules, and the answers that nobody took. It fails the test in every test framework.
/// </summary>
public sealed class FakeVerificationException : Exception
{
    internal FakeVerificationException(string message)
        : base(message)
    {
    }
}
