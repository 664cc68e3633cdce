using System.Globalization;

namespace ChatSdk;

/// <summary>Describes a failure for logs, spans and metrics, without text from the server.</summary>
internal static class FailureReason
{
    /// <summary>Returns the status code if the server sent an error status, such as <c>503</c>; otherwise the exception type, followed by its kind if it has one, such as <c>ChatConnectionException.Reset</c>.</summary>
    public static string Of(Exception exception) => exception switch
    {
        ChatApiException { Status: >= (System.Net.HttpStatusCode)400 } api => ((int)api.Status).ToString(CultureInfo.InvariantCulture),
        ChatApiException api => $"{nameof(ChatApiException)}.{api.Kind}",
        ChatConnectionException connection => $"{nameof(ChatConnectionException)}.{connection.Kind}",
        ChatTimeoutException timeout => $"{nameof(ChatTimeoutException)}.{timeout.Kind}",
        ChatBudgetException budget => $"{nameof(ChatBudgetException)}.{budget.Kind}",
        ChatException own => own.GetType().Name,
        _ => exception.GetType().FullName!,
    };
}
