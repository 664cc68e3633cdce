using Microsoft.AspNetCore.Http;

namespace ChatSdk.Testing;

/// <summary>Implements cross-origin resource sharing (CORS): pages from any origin may send requests and read the responses.</summary>
internal static class CrossOrigin
{
    /// <summary>Responds to a preflight request, with which a browser asks whether a page may send the actual request.</summary>
    /// <returns>Whether the request was a preflight request.</returns>
    public static bool TryAnswerPreflight(HttpContext context)
    {
        var (asked, allowed) = (context.Request.Headers, context.Response.Headers);
        if (!HttpMethods.IsOptions(context.Request.Method) || asked.Origin.Count == 0 || asked.AccessControlRequestMethod.Count == 0)
        {
            return false;
        }

        context.Response.StatusCode = StatusCodes.Status204NoContent;
        allowed.AccessControlAllowOrigin = "*";
        allowed.AccessControlAllowMethods = asked.AccessControlRequestMethod;
        // The response lists the header names from the request, because * does not include Authorization.
        allowed.AccessControlAllowHeaders = asked.AccessControlRequestHeaders;
        return true;
    }

    /// <summary>Allows the page that sent the request to read the response and all its headers. An answer can override the headers set here.</summary>
    public static void Allow(HttpContext context)
    {
        if (context.Request.Headers.Origin.Count > 0)
        {
            context.Response.Headers.AccessControlAllowOrigin = "*";
            context.Response.Headers.AccessControlExposeHeaders = "*";
        }
    }
}
