using System.Diagnostics.CodeAnalysis;
using ChatSdk.Extensions.AI;
using Microsoft.Extensions.AI;

namespace ChatSdk;

/// <summary>
/// Provides static methods to use an <see cref="AIFunction"/> as a <see cref="ChatTool"/>. In C# 14 and later, write
/// <c>ChatTool.FromAIFunction(function)</c>; in earlier versions, <c>ChatToolExtensions.FromAIFunction(function)</c>.
/// </summary>
[SuppressMessage("Design", "CA1034", Justification = "It is an extension block, not a nested type.")]
public static class ChatToolExtensions
{
    extension(ChatTool)
    {
        /// <summary>
        /// Creates a tool from a Microsoft.Extensions.AI function, such as a tool from an MCP client, so that <c>RunToolsAsync</c> can call it.
        /// If the <see cref="AITool.AdditionalProperties"/> of the function contain <c>strict</c>, that value determines whether the schema
        /// is strict.
        /// </summary>
        /// <param name="function">
        /// The function. The tool gets the same name, description and JSON schema. If the function returns a string, the string is sent to the
        /// model unchanged. One or more <see cref="AIContent"/> objects are sent as text, images, audio or files; many servers accept only text.
        /// Any other value is sent as JSON. Several threads may call the function concurrently.
        /// </param>
        /// <returns>The tool.</returns>
        /// <exception cref="ArgumentNullException"><paramref name="function"/> is <see langword="null"/>.</exception>
        /// <exception cref="ArgumentException">The name does not consist of 1 to 64 ASCII letters, digits, <c>_</c> and <c>-</c>, or the schema has no strict form.</exception>
        /// <exception cref="NotSupportedException">The function is an <see cref="ApprovalRequiredAIFunction"/>. Pass the function that it wraps, and set <see cref="ChatToolRunOptions.Approve"/>.</exception>
        public static ChatTool FromAIFunction(AIFunction function) => FromAIFunction(function, strict: null);

        /// <summary>Creates a tool from a Microsoft.Extensions.AI function, with a strict schema or with services for the function.</summary>
        /// <param name="function">The function; see <see cref="FromAIFunction(AIFunction)"/>.</param>
        /// <param name="strict">
        /// Whether the server must enforce the schema. If so, the schema is converted to the form that servers require. If this is
        /// <see langword="null"/>, the <c>strict</c> setting of the function applies; if the function has none, <c>strict</c> is not sent.
        /// </param>
        /// <param name="services">The <see cref="AIFunctionArguments.Services"/> of each call; <see langword="null"/> for none.</param>
        /// <returns>The tool.</returns>
        /// <exception cref="ArgumentNullException"><paramref name="function"/> is <see langword="null"/>.</exception>
        /// <exception cref="ArgumentException">The name does not consist of 1 to 64 ASCII letters, digits, <c>_</c> and <c>-</c>, or the schema has no strict form.</exception>
        /// <exception cref="NotSupportedException">The function is an <see cref="ApprovalRequiredAIFunction"/>. Pass the function that it wraps, and set <see cref="ChatToolRunOptions.Approve"/>.</exception>
        public static ChatTool FromAIFunction(AIFunction function, bool? strict = null, IServiceProvider? services = null)
        {
            ArgumentNullException.ThrowIfNull(function);
            if (function.GetService<ApprovalRequiredAIFunction>() is not null)
            {
                throw new NotSupportedException($"The function '{function.Name}' requires approval, which a ChatTool cannot request. Pass the function without ApprovalRequiredAIFunction, and set ChatToolRunOptions.Approve.");
            }

            return ToolMapper.Map(function, strict ?? Fields.Strict(function.AdditionalProperties)).WithHandler(new AIFunctionTool(function, services).InvokeAsync);
        }
    }
}
