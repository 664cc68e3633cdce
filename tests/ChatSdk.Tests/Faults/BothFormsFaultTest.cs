namespace ChatSdk.Tests.Faults;

/// <summary>A fault that does the same to a call for a whole answer and to one for a stream.</summary>
/// <param name="streams">Whether a stream is asked for.</param>
public abstract class BothFormsFaultTest(bool streams) : FaultTest
{
    protected Task<ChatCompletion> AskAsync(CancellationToken? caller = null, ChatClient? client = null, string prompt = "Hi")
    {
        var (asked, token) = (client ?? Client, caller ?? Guard);
        return streams ? asked.CreateStreamAsync(prompt, cancellationToken: token).ToCompletionAsync(token) : asked.CreateAsync(prompt, cancellationToken: token);
    }

    protected Task<T> FailAsync<T>(ChatClient? client = null)
        where T : ChatException => FailAsync<T>(() => AskAsync(client: client));
}
