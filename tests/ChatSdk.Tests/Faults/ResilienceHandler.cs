namespace Microsoft.Extensions.Http.Resilience;

/// <summary>Stands for the handler of the package of this name: it sends each request up to four times.</summary>
public class ResilienceHandler : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        for (var retry = 0; retry < 3; retry++)
        {
            var response = await base.SendAsync(request, cancellationToken);
            if (response.IsSuccessStatusCode)
            {
                return response;
            }

            response.Dispose();
        }

        return await base.SendAsync(request, cancellationToken);
    }
}
