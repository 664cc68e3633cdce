using ChatSdk;
using ChatSdk.Extensions.AI;

namespace Microsoft.Extensions.AI;

/// <summary>Lets programs that are written for <see cref="IChatClient"/> use a <see cref="ChatClient"/>.</summary>
public static class ChatSdkChatClientExtensions
{
    /// <summary>
    /// Gives the client as an <see cref="IChatClient"/>. Both may be used side by side and by several threads at once.
    /// Disposing what is given does not dispose the client.
    /// </summary>
    /// <param name="client">The client. Its model is asked where <see cref="ChatOptions.ModelId"/> is not set.</param>
    /// <returns>
    /// The same client behind the interface. Its calls throw <see cref="ChatException"/> and
    /// <see cref="OperationCanceledException"/> as the client's own do, and <see cref="NotSupportedException"/> for options and
    /// contents that the protocol cannot carry.
    /// </returns>
    /// <exception cref="ArgumentNullException"><paramref name="client"/> is <see langword="null"/>.</exception>
    public static IChatClient AsIChatClient(this ChatClient client)
    {
        ArgumentNullException.ThrowIfNull(client);
        return new ChatClientAdapter(client);
    }
}
