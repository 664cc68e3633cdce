namespace ChatSdk.BrowserTest;

/// <summary>Describes how a call fails, in one line.</summary>
internal static class Failure
{
    public static async Task<string> OfAsync(Func<Task> call)
    {
        try
        {
            await call().ConfigureAwait(false);
            return "no failure";
        }
        catch (OperationCanceledException)
        {
            return "canceled";
        }
        catch (ChatApiException exception)
        {
            return $"status {(int)exception.Status}";
        }
        catch (ChatTimeoutException exception)
        {
            return $"timeout: {exception.Kind}";
        }
        catch (ChatConnectionException exception)
        {
            return $"connection: {exception.Kind}: {exception.Message}";
        }
    }
}
