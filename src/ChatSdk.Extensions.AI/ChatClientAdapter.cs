using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace ChatSdk.Extensions.AI;

/// <summary>Adapts a <see cref="ChatClient"/> to <see cref="IChatClient"/>. The adapter is stateless.</summary>
internal sealed class ChatClientAdapter(ChatClient client) : IChatClient
{
    /// <summary>The name of the provider in the metadata. According to the OpenTelemetry conventions, an unknown provider is named after the protocol.</summary>
    public const string ProviderName = "openai";

    private readonly ChatClientMetadata _metadata = new(ProviderName, client.BaseAddress, client.Model);

    public Task<ChatResponse> GetResponseAsync(IEnumerable<AIMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messages);
        var request = RequestMapper.Map(this, messages, options);
        return SendAsync(request, AnswerForm.Of(request, options), cancellationToken);
    }

    public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<AIMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messages);
        var request = RequestMapper.Map(this, messages, options);
        var chunks = client.CreateStreamAsync(request, cancellationToken: cancellationToken);

        // The stream already observes this method's token. If the token were passed here too, it would be linked with the one from the
        // caller's WithCancellation, and an OperationCanceledException would carry neither.
        return UpdatesAsync(chunks, AnswerForm.Of(request, options), CancellationToken.None);
    }

    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        return serviceKey is not null ? null
            : serviceType == typeof(ChatClientMetadata) ? _metadata
            : serviceType == typeof(ChatClient) ? client
            : serviceType.IsInstanceOfType(this) ? this
            : null;
    }

    public void Dispose()
    {
        // The client is not disposed, because its owner may still use it.
    }

    private static async IAsyncEnumerable<ChatResponseUpdate> UpdatesAsync(
        IAsyncEnumerable<ChatCompletionChunk> chunks,
        AnswerForm form,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var updates = new UpdateMapper(form);
        await foreach (var chunk in chunks.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            yield return updates.Next(chunk);
        }

        foreach (var update in updates.End())
        {
            yield return update;
        }
    }

    private async Task<ChatResponse> SendAsync(ChatCompletionRequest request, AnswerForm form, CancellationToken cancellationToken)
    {
        var completion = await client.CreateAsync(request, cancellationToken: cancellationToken).ConfigureAwait(false);
        return ResponseMapper.Map(completion, form);
    }
}
