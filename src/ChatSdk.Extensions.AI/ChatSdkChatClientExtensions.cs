using ChatSdk;
using ChatSdk.Extensions.AI;

namespace Microsoft.Extensions.AI;

/// <summary>Lets code written for <see cref="IChatClient"/> use a <see cref="ChatClient"/>.</summary>
public static class ChatSdkChatClientExtensions
{
    /// <summary>
    /// Returns the client as an <see cref="IChatClient"/>. Both can be used side by side and by several threads at once.
    /// Disposing the returned instance does not dispose the client.
    /// </summary>
    /// <param name="client">The client. Its model is used if <see cref="ChatOptions.ModelId"/> is not set.</param>
    /// <returns>
    /// An adapter for the client. Its calls throw <see cref="ChatException"/> and
    /// <see cref="OperationCanceledException"/> as the client does, and <see cref="NotSupportedException"/> for options and
    /// contents that the protocol does not support.
    /// </returns>
    /// <exception cref="ArgumentNullException"><paramref name="client"/> is <see langword="null"/>.</exception>
    public static IChatClient AsIChatClient(this ChatClient client)
    {
        ArgumentNullException.ThrowIfNull(client);
        return new ChatClientAdapter(client);
    }
}
