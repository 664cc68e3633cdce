namespace ChatSdk.Tests.Resumption;

/// <summary>Provides a fake server, and a client that resumes streams without a delay.</summary>
public abstract class ResumptionTest : FakeServerTest
{
    protected const string Role = """{"choices":[{"index":0,"delta":{"role":"assistant","content":""}}]}""";

    [SetUp]
    public void ResumeStreams() => (Options.StreamResumption, Options.RetryDelay) = (StreamResumption.TrailingMessage, TimeSpan.Zero);

    /// <summary>Scripts a stream that is cut off after the given text.</summary>
    protected void Breaks(params string[] texts) => Server.Streams(texts).ThenCuts();

    /// <summary>Reads a stream that must fail because its connection is lost, and returns the exception.</summary>
    protected async Task<ChatConnectionException> ReadToBreakAsync(ChatCompletionRequest request, ChatCallOptions? options = null)
    {
        var act = () => Client.CreateStreamAsync(request, options, Guard).ToCompletionAsync(Guard);
        return (await act.Should().ThrowAsync<ChatConnectionException>()).Which;
    }

    /// <summary>Reads a stream to its end, and returns the accumulated answer.</summary>
    protected Task<ChatCompletion> CompleteAsync(ChatCompletionRequest? request = null, ChatCallOptions? options = null) =>
        Client.CreateStreamAsync(request ?? _hello, options, Guard).ToCompletionAsync(Guard);

    /// <summary>Gets the last message of the request with the given index.</summary>
    protected ChatMessage Sent(int request) => Server.Requests[request].Chat!.Messages[^1];
}
