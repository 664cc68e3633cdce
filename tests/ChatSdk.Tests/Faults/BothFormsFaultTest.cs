namespace ChatSdk.Tests.Faults;

/// <summary>Base class for the tests of faults that affect calls with and without streaming in the same way.</summary>
/// <param name="streams">Whether the calls are streamed.</param>
public abstract class BothFormsFaultTest(bool streams) : FaultTest
{
    protected Task<ChatCompletion> SendPromptAsync(CancellationToken? caller = null, ChatClient? client = null, string prompt = "Hi")
    {
        var (sender, token) = (client ?? Client, caller ?? Guard);
        return streams ? sender.CreateStreamAsync(prompt, cancellationToken: token).ToCompletionAsync(token) : sender.CreateAsync(prompt, cancellationToken: token);
    }

    protected Task<T> FailAsync<T>(ChatClient? client = null)
        where T : ChatException => FailAsync<T>(() => SendPromptAsync(client: client));
}
