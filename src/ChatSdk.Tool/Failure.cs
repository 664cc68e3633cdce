using System.Net;
using System.Text;
using System.Text.Json;
using ChatSdk.Testing;

namespace ChatSdk.Tool;

/// <summary>The form in which an exception is reported to the user: one line on standard error, and an exit code.</summary>
/// <param name="ExitCode">One of <see cref="ExitCodes"/>.</param>
/// <param name="Message">The message, without line breaks.</param>
internal sealed record Failure(int ExitCode, string Message)
{
    // Longer messages, such as those with a complete stack trace from the server, would hide the important part.
    private const int _maxLength = 1_000;

    /// <summary>Returns the failure that an exception represents; <see langword="null"/> if the exception indicates a bug in this program.</summary>
    public static Failure? Of(Exception exception)
    {
        int? code = exception switch
        {
            ToolException failure => failure.ExitCode,
            OperationCanceledException => ExitCodes.Canceled,
            ChatRateLimitException or ChatBudgetException => ExitCodes.LimitReached,
            ChatApiException { Kind: ChatErrorKind.Authentication } or ChatApiException { Status: HttpStatusCode.Unauthorized } => ExitCodes.Unauthorized,
            ChatConnectionException or ChatTimeoutException => ExitCodes.ConnectionFailure,
            ChatProtocolException or ChatFormatException or ChatIncompleteException or ChatRefusalException => ExitCodes.UnusableAnswer,
            ChatException or FakeVerificationException => ExitCodes.Failure,
            ArgumentException or InvalidDataException or JsonException or IOException or UnauthorizedAccessException => ExitCodes.InvalidInput,
            _ => null,
        };
        return code is { } known ? new Failure(known, OneLine(MessageOf(exception))) : null;
    }

    /// <summary>Writes the message as one line, which is never wrapped, so that other programs can read it. Returns the exit code.</summary>
    public int WriteTo(ToolContext context)
    {
        context.WriteErrorLine(ExitCode == ExitCodes.Canceled ? "Canceled." : $"Error: {Message}");
        return ExitCode;
    }

    private static string MessageOf(Exception exception) => exception switch
    {
        ChatRefusalException refusal => $"The model refused to answer: {refusal.Refusal}",
        // The command and the library use different names for this option.
        ChatTimeoutException => exception.Message.Replace(nameof(ChatClientOptions.OverallTimeout), "--timeout", StringComparison.Ordinal),
        DecoderFallbackException => "The input is not UTF-8.",
        ArgumentException { ParamName: { } name } => exception.Message.Replace($" (Parameter '{name}')", "", StringComparison.Ordinal),
        _ => exception.Message,
    };

    // A message may quote the server, whose text must not move the cursor of the terminal or change its colors.
    private static string OneLine(string message)
    {
        var line = new StringBuilder(Math.Min(message.Length, _maxLength));
        foreach (var character in message.Trim())
        {
            if (line.Length == _maxLength)
            {
                return line.Append('…').ToString();
            }

            if (!char.IsControl(character))
            {
                line.Append(character);
            }
            else if (line.Length > 0 && line[^1] != ' ')
            {
                line.Append(' ');
            }
        }

        return line.ToString();
    }
}
