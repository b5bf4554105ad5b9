// ContentCredentials
