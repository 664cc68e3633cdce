using System.Globalization;
using System.Runtime.CompilerServices;

namespace ChatSdk;

public sealed partial class ChatClient
{
    /// <summary>Returns a completion that the server stored because <see cref="ChatCompletionRequest.Store"/> was <see langword="true"/> in its request.</summary>
    /// <param name="id">The id of the completion.</param>
    /// <param name="options">Settings for this call that override those of the client.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The completion.</returns>
    /// <exception cref="ArgumentException">The id is <see langword="null"/>, blank, <c>.</c> or <c>..</c>.</exception>
    /// <exception cref="ChatException">The call failed, for example because there is no such completion.</exception>
    /// <exception cref="OperationCanceledException">The caller canceled the call; the exception carries the caller's token.</exception>
    /// <remarks>See <see href="https://platform.openai.com/docs/api-reference/chat/get">the protocol's description</see>.</remarks>
    public Task<ChatCompletion> GetStoredCompletionAsync(string id, ChatCallOptions? options = null, CancellationToken cancellationToken = default) =>
        RunAsync(Endpoints.StoredCompletion, options, cancellationToken, path: PathOf(id));

    /// <summary>Lists stored completions. Further pages are requested as they are needed.</summary>
    /// <param name="filter">The filter; all completions if <see langword="null"/>.</param>
    /// <param name="options">Settings for the calls that request the pages. They override those of the client.</param>
    /// <param name="cancellationToken">Cancels the enumeration. A token passed to <c>WithCancellation</c> has the same effect.</param>
    /// <returns>The completions, in the server's order.</returns>
    /// <exception cref="ChatException">While enumerating: a call failed.</exception>
    /// <exception cref="OperationCanceledException">While enumerating: the caller canceled the call.</exception>
    public IAsyncEnumerable<ChatCompletion> ListStoredCompletionsAsync(StoredCompletionFilter? filter = null, ChatCallOptions? options = null, CancellationToken cancellationToken = default) =>
        PagesAsync(Endpoints.StoredCompletions, Endpoints.StoredCompletions.Path, QueryOf(filter ?? new()), filter?.After, options?.Copy(), cancellationToken);

    /// <summary>Lists the messages in the request to which a stored completion is the answer. Further pages are requested as they are needed.</summary>
    /// <param name="id">The id of the completion.</param>
    /// <param name="options">Settings for the calls that request the pages. They override those of the client.</param>
    /// <param name="cancellationToken">Cancels the enumeration. A token passed to <c>WithCancellation</c> has the same effect.</param>
    /// <returns>The messages, oldest first.</returns>
    /// <exception cref="ArgumentException">The id is <see langword="null"/>, blank, <c>.</c> or <c>..</c>.</exception>
    /// <exception cref="ChatException">While enumerating: a call failed.</exception>
    /// <exception cref="OperationCanceledException">While enumerating: the caller canceled the call.</exception>
    public IAsyncEnumerable<ChatMessage> ListStoredMessagesAsync(string id, ChatCallOptions? options = null, CancellationToken cancellationToken = default) =>
        PagesAsync(Endpoints.StoredMessages, $"{PathOf(id)}/messages", [], after: null, options?.Copy(), cancellationToken);

    /// <summary>Replaces the metadata of a stored completion.</summary>
    /// <param name="id">The id of the completion.</param>
    /// <param name="metadata">The new metadata.</param>
    /// <param name="options">Settings for this call that override those of the client.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The updated completion.</returns>
    /// <exception cref="ArgumentException">The id is <see langword="null"/>, blank, <c>.</c> or <c>..</c>, or the metadata is <see langword="null"/>.</exception>
    /// <exception cref="ChatException">The call failed.</exception>
    /// <exception cref="OperationCanceledException">The caller canceled the call; the exception carries the caller's token.</exception>
    public Task<ChatCompletion> UpdateStoredCompletionAsync(string id, IReadOnlyDictionary<string, string> metadata, ChatCallOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(metadata);
        return RunAsync(Endpoints.StoredCompletionUpdate, options, cancellationToken, new StoredCompletionUpdate { Metadata = new(metadata) }, PathOf(id));
    }

    /// <summary>Deletes a stored completion.</summary>
    /// <param name="id">The id of the completion.</param>
    /// <param name="options">Settings for this call that override those of the client.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The server's confirmation.</returns>
    /// <exception cref="ArgumentException">The id is <see langword="null"/>, blank, <c>.</c> or <c>..</c>.</exception>
    /// <exception cref="ChatException">The call failed.</exception>
    /// <exception cref="OperationCanceledException">The caller canceled the call; the exception carries the caller's token.</exception>
    public Task<StoredCompletionDeletion> DeleteStoredCompletionAsync(string id, ChatCallOptions? options = null, CancellationToken cancellationToken = default) =>
        RunAsync(Endpoints.StoredCompletionDeletion, options, cancellationToken, path: PathOf(id));

    private static string PathOf(string id)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(id);

        // A URL with a segment "." or ".." is normalized, and would then not address a single completion.
        return id is "." or ".."
            ? throw new ArgumentException("The id of a completion cannot be '.' or '..'.", nameof(id))
            : $"{Endpoints.StoredCompletion.Path}/{Uri.EscapeDataString(id)}";
    }

    private static List<string> QueryOf(StoredCompletionFilter filter)
    {
        List<string> query = [.. filter.Metadata.Select(entry => $"metadata[{Uri.EscapeDataString(entry.Key)}]={Uri.EscapeDataString(entry.Value)}")];
        if (filter.Model is { } model)
        {
            query.Add($"model={Uri.EscapeDataString(model)}");
        }

        if (filter.PageSize is { } size)
        {
            query.Add(string.Create(CultureInfo.InvariantCulture, $"limit={size}"));
        }

        if (filter.NewestFirst is { } newestFirst)
        {
            query.Add(newestFirst ? "order=desc" : "order=asc");
        }

        return query;
    }

    private async IAsyncEnumerable<T> PagesAsync<T>(Endpoint<StoredPage<T>> endpoint, string path, List<string> query, string? after, ChatCallOptions? options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (true)
        {
            var all = after is null ? query : [.. query, $"after={Uri.EscapeDataString(after)}"];
            var page = await RunAsync(endpoint, options, cancellationToken, path: all.Count == 0 ? path : $"{path}?{string.Join('&', all)}").ConfigureAwait(false);
            foreach (var item in page.Items)
            {
                yield return item;
            }

            // Without the last condition, the loop would never end if the server returned the same page again and again.
            if (!page.HasMore || page.LastId is null || page.LastId == after)
            {
                yield break;
            }

            after = page.LastId;
        }
    }
}
